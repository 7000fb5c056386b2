"""The brief: compose, gate, wording, pictures. Decides and composes; does not send."""
