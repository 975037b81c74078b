"""What a persona set is made of: topics, forms of questions, how often each other model is denied."""
