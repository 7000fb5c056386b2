"""Where the stages meet: the situation folder, the pipeline, the registry."""
