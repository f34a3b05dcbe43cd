select previous_run as previous from marts.comparison
