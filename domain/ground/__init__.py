"""Who somebody is and what they may do, the ports to the outside, time and text: what every other room stands on."""
