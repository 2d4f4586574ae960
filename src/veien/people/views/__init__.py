"""Pages of people: joining, inviting, the own profile, and the library's pages in our face."""
