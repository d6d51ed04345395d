"""Collaborative documents of OpenProject: reading and changing the state that Yjs writes."""
