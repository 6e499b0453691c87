"""How a platform is connected: networks, ways out, private ways in."""
