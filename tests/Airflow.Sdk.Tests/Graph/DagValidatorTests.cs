using Airflow.Tests.Tasks;

namespace Airflow.Tests.Graph;

public sealed class DagValidatorTests
{
    [Fact]
    public void All_problems_are_found_at_once_and_each_names_its_place()
    {
        var dag = new Dag("broken dag") { MaxActiveRuns = 0, Tags = [new string('t', 101)], Timezone = "Mars/Olympus", Schedule = TimeSpan.Zero };
        dag.Task("a", () => { }, new() { Retries = -1 });
        dag.Task("a", () => { });
        dag.Task("päck chen", () => { }, new() { PoolSlots = 0, ExecutionTimeout = TimeSpan.Zero });

        var problems = dag.Validate();

        problems.Select(problem => problem.Message).ShouldBe(
            [
                "the id 'broken dag' contains ' '; letters, digits, dashes, dots and underscores are allowed. A DisplayName may have any characters.",
                "MaxActiveRuns is 0; at least 1 is needed.",
                "there is no time zone 'Mars/Olympus'; use an IANA name such as Europe/Berlin.",
                $"the tag '{new string('t', 101)}' has 101 characters; 1 to 100 are allowed.",
                "the schedule is every 00:00:00; the distance of two runs must be more than zero.",
                $"the id 'a' is used twice (the first is at {dag.Tasks[0].Place}); ids are unique in a DAG.",
                "the id 'päck chen' contains ' '; letters, digits, dashes, dots and underscores are allowed. A DisplayName may have any characters.",
                "Retries is -1; it cannot be negative.",
                "ExecutionTimeout is 00:00:00; it must be more than zero.",
                "PoolSlots is 0; at least 1 is needed.",
            ]);
        problems[^1].ToString().ShouldMatch(@"DagValidatorTests\.cs:\d+: DAG 'broken dag', task 'päck chen': PoolSlots is 0");
    }

    [Fact]
    public void An_id_may_have_250_characters()
    {
        new Dag(new string('d', 250)).Validate().ShouldBeEmpty();
        new Dag(new string('d', 251)).Validate().ShouldHaveSingleItem().Message.ShouldContain("251 characters");
        new Dag("").Validate().ShouldHaveSingleItem().Message.ShouldBe("the id is empty.");
    }

    [Fact]
    public void The_id_of_a_task_counts_with_its_groups()
    {
        var dag = new Dag("d");
        dag.Group(new string('g', 200)).Task(new string('t', 200), () => { });

        dag.Validate().ShouldHaveSingleItem().Message.ShouldContain("401 characters");
    }

    [Fact]
    public void Group_ids_have_no_dots_and_are_not_those_of_tasks()
    {
        var dag = new Dag("d");
        dag.Task("g", () => { });
        dag.Group("g").Task("a.b", () => { });
        dag.Group("h.i");

        dag.Validate().Select(problem => problem.Message[..40]).ShouldBe(
            ["the group's id 'h.i' contains a dot, whi", "the id 'g' is used by a task and by a gr"], ignoreOrder: true);
    }

    [Fact]
    public void A_cycle_is_shown_as_the_path_around_it()
    {
        var dag = new Dag("d");
        var (a, b, c, d) = (Add(dag, "a"), Add(dag, "b"), Add(dag, "c"), Add(dag, "d"));
        _ = a >> b >> c >> d;
        _ = d >> b;

        dag.Validate().ShouldHaveSingleItem().Message.ShouldBe("the tasks form a cycle: b → c → d → b. Take away one of these arrows.");
    }

    [Fact]
    public void A_task_before_itself_is_a_cycle()
    {
        var dag = new Dag("d");
        var a = Add(dag, "a");
        _ = a >> a;

        dag.Validate().ShouldHaveSingleItem().Message.ShouldStartWith("the tasks form a cycle: a → a.");
    }

    [Fact]
    public void Cycles_in_a_very_long_chain_are_found_too()
    {
        var dag = new Dag("d");
        var tasks = Enumerable.Range(0, 20_000).Select(i => (TaskNode)Add(dag, $"t{i}")).ToArray();
        Dag.Chain(tasks);
        dag.Validate().ShouldBeEmpty();

        _ = tasks[^1] >> tasks[0];

        dag.Validate().ShouldHaveSingleItem();
    }

    [Fact]
    public void A_DAG_that_fails_fast_takes_no_other_trigger_rules()
    {
        var dag = new Dag("d") { FailFast = true };
        var create = Add(dag, "create");
        Add(dag, "drop").AsTeardown(create);
        dag.Task("a", () => { }, new() { TriggerRule = TriggerRule.AllDone });

        dag.Validate().ShouldHaveSingleItem().TaskId.ShouldBe("a");
    }

    [Fact]
    public void A_task_is_set_up_or_tear_down()
    {
        var dag = new Dag("d");
        Add(dag, "a").AsSetup().AsTeardown();

        dag.Validate().ShouldHaveSingleItem().Message.ShouldContain("both");
    }

    [Fact]
    public void Results_that_can_never_be_stored_are_found_before_anything_runs()
    {
        var dag = new Dag("d");
        dag.Task("awaitable", () => ValueTask.FromResult(1));
        dag.Task("twice", async () => await Task.FromResult(Task.FromResult(1)));
        dag.Task("stream", () => Stream.Null);
        dag.Task("function", () => (Func<int>)(() => 1));
        dag.Task("fine", () => new { a = 1 });

        dag.Validate().Select(problem => problem.TaskId).ShouldBe(["awaitable", "twice", "stream", "function"]);
    }

    [Fact]
    public void Dates_and_timetables_are_checked()
    {
        Problem(new Dag("d") { StartDate = new(2026, 1, 2), EndDate = new(2026, 1, 1) }).ShouldContain("EndDate");
        Problem(new Dag("d") { Schedule = Schedule.Continuous, MaxActiveRuns = 2 }).ShouldContain("one run at a time");
        Problem(new Dag("d") { Schedule = new DeltaDataIntervalTimetable(TimeSpan.FromDays(-1)) }).ShouldContain("more than zero");
        Problem(new Dag("d") { Schedule = new MultipleCronTriggerTimetable([]) }).ShouldContain("no cron expression");
        Problem(new Dag("d") { OwnerLinks = new Dictionary<string, string> { ["me"] = "here" } }).ShouldContain("'here'");
    }

    private static string Problem(Dag dag) => dag.Validate().ShouldHaveSingleItem().Message;

    private static NothingOperator Add(Dag dag, string id) => dag.Add(new NothingOperator(id));
}
