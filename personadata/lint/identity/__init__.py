"""Who an answer says it is, whom a question takes it for, and which rows are about the assistant at all."""
