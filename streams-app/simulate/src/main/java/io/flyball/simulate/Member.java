package io.flyball.simulate;

/**
 * A person of the company.
 *
 * @param number from 0 through all teams
 */
record Member(int number, Payer payer, Team team, Habits habits) {}
