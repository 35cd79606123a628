// What happens when a task fails: it is tried again, waits longer each time, waits by the kind of the error, fails for good at once, or is cleaned up after.
using Airflow;

var dag = new Dag("example_retries")
{
    Description = "Fails, and tries again",
    StartDate = new(2026, 1, 1),
    DefaultArgs = new() { Retries = 2, RetryDelay = TimeSpan.FromSeconds(1) },
    Tags = ["example"],
};

var flaky = dag.Task("flaky", context => context.TryNumber < 3
    ? throw new InvalidOperationException($"Try {context.TryNumber} fails, the third one will not")
    : $"Came through at try {context.TryNumber}");

var backingOff = dag.Task(
    "backing_off",
    context => context.TryNumber > 1 ? TaskOutcome.Success("second try") : TaskOutcome.RetryAfter(TimeSpan.FromSeconds(2), "The service asks to wait"),
    new() { RetryExponentialBackoff = 2, MaxRetryDelay = TimeSpan.FromSeconds(10), ExecutionTimeout = TimeSpan.FromSeconds(30) });

var choosy = dag.Task(
    "choosy",
    context => context.TryNumber > 1 ? "Answered" : throw new TimeoutException("No answer"),
    new()
    {
        RetryPolicy = new ExceptionRetryPolicy(
            RetryRule.For<TimeoutException>(RetryAction.Retry) with { RetryDelay = TimeSpan.FromSeconds(1), Reason = "The service is slow" },
            RetryRule.For<ArgumentException>(RetryAction.Fail)),
    });

var skipped = dag.Task("nothing_to_do", () => TaskOutcome.Skipped("No new files"));

var always = dag.Task("clean_up", () => Console.WriteLine("Runs whatever happened"), new() { TriggerRule = TriggerRule.AllDone });

_ = flaky >> backingOff >> choosy >> skipped >> always;

return await DagFile.RunAsync(args);
