"""What the candidate sees and presses. Draw functions return renderables; the proctor prints."""
