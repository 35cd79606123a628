using Airflow.Hosting;

namespace Airflow.Testing;

/// <summary>What runs in a test in place of a task's own code; everything around it stays as it is: inputs, results, retries, rules.</summary>
public sealed class StandIn
{
    private readonly IReadOnlyList<Func<TaskContext, ValueTask<TaskOutcome>>> _tries;

    private StandIn(IReadOnlyList<Func<TaskContext, ValueTask<TaskOutcome>>> tries) => _tries = tries;

    /// <summary>The task succeeds.</summary>
    /// <param name="result">Its result, stored as its XCom; <see langword="null"/> stores nothing.</param>
    /// <returns>The stand-in.</returns>
    public static StandIn Returns(object? result = null) => Ends(TaskOutcome.Success(result));

    /// <summary>Every try fails.</summary>
    /// <param name="reason">Why, for the log.</param>
    /// <param name="retryable">Whether retries may follow.</param>
    /// <returns>The stand-in.</returns>
    public static StandIn Fails(string reason = "failed by the test", bool retryable = true) => Ends(TaskOutcome.Failed(reason, retryable));

    /// <summary>The task ends as skipped.</summary>
    /// <param name="reason">Why, for the log.</param>
    /// <returns>The stand-in.</returns>
    public static StandIn Skips(string? reason = null) => Ends(TaskOutcome.Skipped(reason));

    /// <summary>The task ends with this outcome.</summary>
    /// <param name="outcome">What becomes of every try.</param>
    /// <returns>The stand-in.</returns>
    public static StandIn Ends(TaskOutcome outcome) => new([_ => ValueTask.FromResult(outcome)]);

    /// <summary>This function runs instead; what it throws is treated as if the task had thrown it.</summary>
    /// <param name="code">Gets the context of the try and returns the result.</param>
    /// <returns>The stand-in.</returns>
    public static StandIn Runs(Func<TaskContext, object?> code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return new([context => ValueTask.FromResult(OutcomeOf(code(context)))]);
    }

    /// <summary>This function runs instead. Waiting on <see cref="TaskContext.Time"/> takes no time in the test.</summary>
    /// <param name="code">Gets the context of the try and returns the result.</param>
    /// <returns>The stand-in.</returns>
    public static StandIn Runs(Func<TaskContext, Task<object?>> code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return new([async context => OutcomeOf(await code(context))]);
    }

    /// <summary>The first try is like this one, the second like the next; the last holds for all that follow.</summary>
    /// <param name="next">What stands in for the next try.</param>
    /// <returns>A stand-in for all of them.</returns>
    public StandIn Then(StandIn next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return new StandIn([.. _tries, .. next._tries]);
    }

    internal async Task<TaskOutcome> RunAsync(Operator task, TaskContext context)
    {
        try
        {
            var outcome = await _tries[Math.Min(context.TryNumber, _tries.Count) - 1](context);
            if (outcome is TaskSucceeded success)
            {
                await XComPush.PushAsync(task, success, context);
            }

            return outcome;
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // the edge of the test's code: whatever it throws is what became of the try
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return TaskRunner.OutcomeOf(exception, context);
        }
    }

    private static TaskOutcome OutcomeOf(object? result) => result as TaskOutcome ?? TaskOutcome.Success(result);
}
