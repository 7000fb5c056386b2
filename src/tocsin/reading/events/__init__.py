"""What happened, was claimed, threatened or planned: acts, doers, standing, attributes, identity."""
