// What the pages have to show: groups, mapped tasks, retries, failures, skips, XComs, assets, a long log, params, and a schedule.
using Airflow;
using Airflow.Providers.Standard;

DateTime start = new(2026, 1, 1);
var orders = new Asset("tour_orders", "s3://tour/orders.csv") { Group = "tour" };

var tour = new Dag("ui_tour")
{
    Description = "Something of everything",
    DocMd = "# Tour\nSomething of **everything** that a page can show.",
    StartDate = start,
    Tags = ["tour", "sales"],
    DefaultArgs = new() { Owner = "tour_owner" },
    Params =
    {
        ["day"] = new Param<string>("mon") { Enum = ["mon", "tue", "wed"], Title = "Day" },
        ["rows"] = new Param<int>(3) { Minimum = 1, Maximum = 9, Description = "How many rows are made" },
        ["fail"] = new Param<bool>(true),
    },
};

var extract = tour.Task(
    "extract",
    async context =>
    {
        Console.WriteLine("Reading the orders");
        await context.XCom.PushAsync("rows", 42);
        return new { file = "orders.csv", days = new[] { "mon", "tue" } };
    },
    new() { DocMd = "Reads what came in." });
var transform = tour.Group("transform", new() { Tooltip = "What makes tables of files" });
var clean = transform.Task("clean", () => Console.WriteLine("Cleaning"));
var checks = transform.Group("checks");
checks.Task("not_empty", () => Console.WriteLine("Not empty"));
checks.Task("no_doubles", () => Console.WriteLine("No doubles"));
_ = clean >> checks;
var square = tour.Map("square", new[] { 1, 2, 3, 4 }, async (context, v) =>
{
    await context.NameInstanceAsync($"item {v}");
    return v == 3 && context.Params.Get<bool>("fail") ? throw new InvalidOperationException($"The number {v} cannot be squared today") : v * v;
});
var flaky = tour.Task(
    "flaky",
    context => context.TryNumber < 2 ? throw new TimeoutException("The service did not answer") : "Came through",
    new() { Retries = 2, RetryDelay = TimeSpan.FromSeconds(1) });
var load = tour.Task(
    "load",
    context =>
    {
        if (context.Params.Get<bool>("fail"))
        {
            throw new InvalidOperationException("Table sales.orders is not there");
        }

        context.OutletEvents.Add(orders, "rows", 42);
    },
    new() { Outlets = [orders] });
var report = tour.Add(new BashOperator("report") { BashCommand = "echo Report of {{ params.day }} for {{ dag_run.run_id }}" });
var quiet = tour.Task("nothing_new", () => TaskOutcome.Skipped("No new files"));
var chatty = tour.Add(new BashOperator("chatty") { BashCommand = "for i in $(seq 5000); do echo line $i of five thousand; done" });
_ = extract >> transform >> square >> load >> report;
_ = extract >> flaky >> load;
_ = extract >> quiet;
_ = extract >> chatty;

var daily = new Dag("ui_daily") { StartDate = start, Schedule = "0 6 * * *", Tags = ["tour"], Description = "Every morning" };
_ = daily.Add(new EmptyOperator("first")) >> daily.Add(new EmptyOperator("second"));

var consumer = new Dag("ui_consumer") { StartDate = start, Schedule = orders, Tags = ["tour"] };
consumer.Add(new EmptyOperator("consume") { Inlets = [orders] });

var slow = new Dag("ui_slow") { StartDate = start };
slow.Add(new BashOperator("sleep") { BashCommand = "echo begun; sleep 25; echo reached $((40 + 2))" });

var choices = new Dag("ui_choices") { StartDate = start, IsPausedUponCreation = true };
var count = choices.Task("count", () => 3);
var many = choices.Add(new EmptyOperator("many"));
var few = choices.Add(new EmptyOperator("few"));
var pick = choices.Branch("pick", count, rows => rows > 5 ? many : few);
pick.Then(many, label: "more than five");
pick.Then(few, label: "few");

return await DagFile.RunAsync(args);
