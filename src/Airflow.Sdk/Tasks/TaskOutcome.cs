namespace Airflow;

/// <summary>What became of one try of a task. Operators return it; a C# function may return it instead of a value.</summary>
public abstract record TaskOutcome
{
    private protected TaskOutcome()
    {
    }

    /// <summary>The task did its work.</summary>
    /// <param name="value">Result, stored as the XCom <c>return_value</c>; <see langword="null"/> stores nothing.</param>
    /// <returns>The outcome.</returns>
    public static TaskOutcome Success(object? value = null) => new TaskSucceeded(value, value?.GetType() ?? typeof(object));

    /// <summary>The task did its work; its result is serialised as a <typeparamref name="T"/>, whatever its own type.</summary>
    /// <typeparam name="T">Type under which the result is serialised.</typeparam>
    /// <param name="value">Result, stored as the XCom <c>return_value</c>; <see langword="null"/> stores nothing.</param>
    /// <returns>The outcome.</returns>
    public static TaskOutcome Success<T>(T value) => new TaskSucceeded(value, typeof(T));

    /// <summary>There was nothing to do: the task ends as skipped, and so do those that depend on its success.</summary>
    /// <param name="reason">Why, for the log.</param>
    /// <returns>The outcome.</returns>
    public static TaskOutcome Skipped(string? reason = null) => new TaskSkipped(reason);

    /// <summary>The try failed.</summary>
    /// <param name="reason">Why, for the log.</param>
    /// <param name="retryable">Whether the retries that are left may be used; <see langword="false"/> fails the task at once.</param>
    /// <returns>The outcome.</returns>
    public static TaskOutcome Failed(string reason, bool retryable = true) => new TaskFailed(reason, null) { Retryable = retryable };

    /// <summary>The try failed, and the next one shall come after a delay of its own instead of the task's retry delay.</summary>
    /// <param name="after">Delay before the next try.</param>
    /// <param name="reason">Why, for the log.</param>
    /// <returns>The outcome. Without retries left the task fails.</returns>
    public static TaskOutcome RetryAfter(TimeSpan after, string reason) =>
        new TaskFailed(reason, null) { RetryDelay = after < TimeSpan.Zero ? throw new ArgumentOutOfRangeException(nameof(after), after, "A delay before the next try cannot be negative.") : after };

    /// <summary>The task gives its slot back and is called again later; that is no failure and uses no retry.</summary>
    /// <param name="at">Moment from which it may be called again.</param>
    /// <returns>The outcome.</returns>
    public static TaskOutcome Rescheduled(DateTimeOffset at) => new TaskRescheduled(at);

    /// <summary>The task gives its slot back and is called again when a trigger has fired; then <see cref="TaskContext.Event"/> says what it told.</summary>
    /// <param name="trigger">What to wait for.</param>
    /// <param name="timeout">After how long the try fails all the same; <see langword="null"/> is never.</param>
    /// <returns>The outcome.</returns>
    public static TaskOutcome Deferred(Trigger trigger, TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(trigger);
        return new TaskDeferred(trigger, timeout);
    }

    /// <summary>The task gives its slot back and is called again when somebody has answered; then <see cref="TaskContext.Event"/> is the answer.</summary>
    /// <param name="question">What people are asked.</param>
    /// <param name="timeout">After how long the question's defaults are the answer, or the try fails when it has none; <see langword="null"/> is never.</param>
    /// <returns>The outcome.</returns>
    public static TaskOutcome AwaitingInput(HumanQuestion question, TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(question);
        return new TaskAwaitingInput(question, timeout);
    }
}
