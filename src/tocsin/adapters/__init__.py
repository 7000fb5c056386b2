"""The world: files and folders in, nothing else."""
