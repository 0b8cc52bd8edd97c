package io.flyball.app.simulate;

import io.flyball.core.govern.Policy;
import io.flyball.simulate.Company;
import io.flyball.simulate.CompanyPlan;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;

/** One graded run: a company, a policy, and how well the two went together. */
public final class GradedRun {
    private final Grades grades;

    /** Told now and then how far a run is. */
    public interface Progress {
        /** @param timeMs the stream's time, epoch ms */
        void at(long timeMs, long calls);
    }

    private GradedRun(Grades grades) {
        this.grades = grades;
    }

    public static GradedRun of(CompanyPlan plan, long seed, Policy policy, Progress progress) {
        Company company = Company.of(plan, seed);
        Simulation.Outcome outcome = new Simulation(company, policy).run(progress);
        return new GradedRun(new Grader(outcome).grade(seed, plan.days(), plan.users()));
    }

    Grades grades() {
        return grades;
    }

    public void write(OutputStream out) throws IOException {
        GradesWriter.write(grades, out);
    }

    public void print(PrintWriter out) {
        GradesWriter.print(grades, out);
    }
}
