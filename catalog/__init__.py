"""What can be bought: VM types, runtimes, regions and prices, each with its source and date."""
