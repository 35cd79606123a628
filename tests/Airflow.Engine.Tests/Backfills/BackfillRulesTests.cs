using Airflow.Engine.Backfills;
using Airflow.Engine.Dags;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Tests.Scheduling;

namespace Airflow.Engine.Tests.Backfills;

public sealed class BackfillRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_dag_without_a_schedule_has_nothing_to_backfill() =>
        Should.Throw<AirflowException>(() => BackfillRules.CheckDag(Of(Document()))).ShouldSatisfyAllConditions(
            refused => refused.Code.ShouldBe(BackfillErrors.NotPeriodic),
            refused => refused.Message.ShouldBe("d has a non-periodic schedule that does not support backfills"));

    [Fact]
    public void A_dag_may_refuse_backfills() =>
        Should.Throw<AirflowException>(() => BackfillRules.CheckDag(Of(Document() with { AllowedRunTypes = ["manual"] }))).Code.ShouldBe(BackfillErrors.NotAllowed);

    [Fact]
    public void Dates_must_be_of_the_past_and_in_order()
    {
        Refusal(Ask() with { From = Now.AddDays(-1), To = Now.AddDays(-2) })
            .ShouldBe("from_date (2026-01-31T00:00:00+00:00) must not be after to_date (2026-01-30T00:00:00+00:00).");
        Refusal(Ask() with { From = Now, To = Now }).ShouldBe("Backfill cannot be executed for future dates.");
        Refusal(Ask() with { From = Now.AddDays(-1), To = Now.AddDays(2) }).ShouldBeNull();
    }

    [Fact]
    public void A_limit_with_which_nothing_would_start_is_refused() => Refusal(Ask() with { MaxActiveRuns = 0 }).ShouldNotBeNull().ShouldContain("at least 1");

    [Fact]
    public void What_depends_on_its_past_runs_forwards_and_again()
    {
        Refusal(Ask() with { ReprocessBehavior = ReprocessBehavior.Completed, RunBackwards = true }, dependsOnPast: true).ShouldNotBeNull().ShouldStartWith("Backfill cannot be run in reverse");
        Refusal(Ask(), dependsOnPast: true).ShouldNotBeNull().ShouldStartWith("Dag has tasks for which depends_on_past=True");
        Refusal(Ask() with { ReprocessBehavior = ReprocessBehavior.Failed }, dependsOnPast: true).ShouldBeNull();
        Refusal(Ask() with { RunBackwards = true }).ShouldBeNull();
    }

    private static BackfillRequest Ask() => new() { DagId = "d", From = Now.AddDays(-5), To = Now.AddDays(-1) };

    private static string? Refusal(BackfillRequest request, bool dependsOnPast = false)
    {
        try
        {
            BackfillRules.CheckRequest(Of(Document(dependsOnPast)), request, Now);
            return null;
        }
        catch (AirflowException exception)
        {
            exception.Code.ShouldBe(BackfillErrors.Invalid);
            return exception.Message;
        }
    }

    private static SerializedDag Document(bool dependsOnPast = false) => new TestDag("d").Task("a", task => task with { DependsOnPast = dependsOnPast }).Document();

    private static ScheduledDag Of(SerializedDag document) => new(new DagVersionRecord(Guid.CreateVersion7(Now), "d", 1, "dags-folder", null, Now), document);
}
