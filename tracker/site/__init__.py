"""Site-wide parts: menus, language by URL, page metadata and security headers."""
