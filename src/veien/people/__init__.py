"""Who may log in: people, their organisation, their invitations and how they prove who they are."""
