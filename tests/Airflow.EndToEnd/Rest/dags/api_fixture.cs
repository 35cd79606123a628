using Airflow;
using Airflow.Providers.Standard;

DateTime start = new(2025, 1, 1);
var produced = new Asset("api_fixture_out", "s3://api-fixture/out.csv") { Group = "api", Extra = new Dictionary<string, object?> { ["owner"] = "api" } };
var first = new Asset("api_fixture_q1", "s3://api-fixture/q1.csv");
var second = new Asset("api_fixture_q2", "s3://api-fixture/q2.csv");
var made = new Asset("api_fixture_mat", "s3://api-fixture/mat.csv");
var alias = new AssetAlias("api_fixture_alias");

var fixture = new Dag("api_fixture")
{
    Description = "Contract fixture",
    DisplayName = "API fixture",
    DocMd = "# Fixture\nUsed by the REST vectors.",
    StartDate = start,
    IsPausedUponCreation = false,
    Tags = ["api_a", "api_b"],
    MaxActiveRuns = 4,
    MaxActiveTasks = 8,
    DefaultArgs = new() { Owner = "api_owner", Retries = 0 },
    Params =
    {
        ["day"] = new Param<string>("mon") { Enum = ["mon", "tue"], Title = "Day" },
        ["count"] = new Param<int>(3) { Minimum = 1, Maximum = 9 },
        ["note"] = new Param<string?>(null),
    },
};

// in the order in which the recorded DAG made its tasks, which lists tell
var group = fixture.Group("grp", new() { Tooltip = "A group" });
var clean = group.Add(new EmptyOperator("clean"));
var check = group.Task("check", () => "ok");
var afterBoom = fixture.Add(new EmptyOperator("after_boom"));
var always = fixture.Add(new EmptyOperator("always") { TriggerRule = TriggerRule.AllDone });
var extract = fixture.Task(
    "extract",
    async context =>
    {
        Console.WriteLine("extract says hello");
        await context.XCom.PushAsync("rows", 42);
        await context.XCom.PushAsync("info", new { a = new object?[] { 1, 2.5, null, true }, b = "é" });
        return new[] { "x", "y", "z" };
    },
    new() { DocMd = "Pushes values", PriorityWeight = 5 });
var square = fixture.Map(
    "square",
    new[] { 1, 2, 3 },
    async (context, v) =>
    {
        await context.NameInstanceAsync($"item {v}");
        return v * v;
    });
var boom = fixture.Task("boom", () => throw new InvalidOperationException("boom"), new() { Retries = 1, RetryDelay = TimeSpan.FromSeconds(1) });
var publish = fixture.Task("publish", context => context.OutletEvents.Add(produced, "rows", 42), new() { Outlets = [produced, alias] });
_ = extract >> clean >> check >> square >> publish;
_ = extract >> boom >> afterBoom >> always;

var ok = new Dag("api_fixture_ok")
{
    StartDate = start, IsPausedUponCreation = false, Tags = ["api_a"], DefaultArgs = new() { Owner = "api_owner" }, Params = { ["n"] = 1 },
};
_ = ok.Add(new EmptyOperator("first")) >> ok.Add(new EmptyOperator("second"));

var consumer = new Dag("api_fixture_consumer") { StartDate = start, IsPausedUponCreation = false, Schedule = produced, Tags = ["api_b"] };
consumer.Add(new EmptyOperator("consume") { Inlets = [produced] });

var both = new Dag("api_fixture_both") { StartDate = start, IsPausedUponCreation = false, Schedule = first & second, Tags = ["api_b"] };
both.Add(new EmptyOperator("consume"));

var cron = new Dag("api_fixture_cron") { StartDate = start, EndDate = new DateTime(2025, 3, 1), IsPausedUponCreation = true, Schedule = "0 6 * * *", Tags = ["api_cron"] };
cron.Add(new EmptyOperator("only"));

var paused = new Dag("api_fixture_paused") { StartDate = start, IsPausedUponCreation = true };
var a = paused.Add(new EmptyOperator("a"));
var inner = paused.Group("grp");
_ = inner.Add(new EmptyOperator("b")) >> inner.Add(new EmptyOperator("c"));
_ = a >> inner;
paused.Add(new BashOperator("each").Expand(o => o.BashCommand, ["true", "echo 2"]));

var part = new Dag("api_fixture_part") { StartDate = start, IsPausedUponCreation = true, Schedule = new CronPartitionTimetable("0 0 * * *", "UTC") };
part.Add(new EmptyOperator("only"));

var warn = new Dag("api_fixture_warn") { StartDate = start, IsPausedUponCreation = true };
warn.Add(new EmptyOperator("lost") { Pool = "api_no_such_pool" });

var hitl = new Dag("api_fixture_hitl") { StartDate = start, IsPausedUponCreation = false, Tags = ["api_hitl"] };
hitl.Add(new HITLOperator("ask")
{
    Subject = "Pick one", Body = "Choose **wisely**", Options = ["yes", "no", "maybe"], Defaults = ["yes"], Params = new() { ["why"] = new Param<string>("because") },
});
hitl.Add(new ApprovalOperator("approve") { Subject = "Approve it" });

var gone = new Dag("api_fixture_gone") { StartDate = start, IsPausedUponCreation = true };
gone.Add(new EmptyOperator("bye"));

var maker = new Dag("api_fixture_maker") { StartDate = start, IsPausedUponCreation = true };
maker.Add(new EmptyOperator("make") { Outlets = [made] });

var slow = new Dag("api_fixture_slow") { StartDate = start, IsPausedUponCreation = false };
slow.Add(new BashOperator("sleep") { BashCommand = "sleep 15" });

return await DagFile.RunAsync(args);
