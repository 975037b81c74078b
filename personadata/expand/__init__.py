"""From a persona to training samples: templates, paraphrase rules, pairing, choice."""
