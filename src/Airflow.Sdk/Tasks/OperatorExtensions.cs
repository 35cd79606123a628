namespace Airflow;

/// <summary>What can be said of any operator without losing its own type.</summary>
public static class OperatorExtensions
{
    /// <summary>Marks the task as a set-up: it makes what others need, and is not run when only they are cleared away.</summary>
    /// <typeparam name="T">Type of the task.</typeparam>
    /// <param name="task">The task.</param>
    /// <returns><paramref name="task"/>.</returns>
    public static T AsSetup<T>(this T task)
        where T : Operator
    {
        ArgumentNullException.ThrowIfNull(task);
        task.IsSetup = true;
        return task;
    }

    /// <summary>Marks the task as a tear-down: it runs after the work of its set-ups whatever became of it, and does not decide about the run.</summary>
    /// <typeparam name="T">Type of the task.</typeparam>
    /// <param name="task">The task.</param>
    /// <param name="setups">Its set-ups; each is marked as one and put before it.</param>
    /// <returns><paramref name="task"/>.</returns>
    public static T AsTeardown<T>(this T task, params Operator[] setups)
        where T : Operator => task.AsTeardown(onFailureFailDagRun: false, setups);

    /// <summary>Puts work between the set-ups of a tear-down and the tear-down: its first tasks come after the set-ups, its last ones before the tear-down.</summary>
    /// <typeparam name="T">Type of the task.</typeparam>
    /// <param name="teardown">The tear-down, marked by <c>AsTeardown</c>.</param>
    /// <param name="work">Tasks and groups.</param>
    /// <returns><paramref name="teardown"/>.</returns>
    /// <exception cref="InvalidOperationException">The task is no tear-down.</exception>
    public static T Around<T>(this T teardown, params TaskNode[] work)
        where T : Operator
    {
        ArgumentNullException.ThrowIfNull(teardown);
        ArgumentNullException.ThrowIfNull(work);
        if (!teardown.IsTeardown)
        {
            throw new InvalidOperationException($"'{teardown.Id}' is no tear-down, so nothing can be around work; mark it: .AsTeardown(setups: …).");
        }

        teardown.Dag.Enclose(teardown, work);
        return teardown;
    }

    /// <summary>Marks the task as a tear-down and says whether its failure fails the run.</summary>
    /// <typeparam name="T">Type of the task.</typeparam>
    /// <param name="task">The task.</param>
    /// <param name="onFailureFailDagRun">Whether the run fails if the tear-down fails.</param>
    /// <param name="setups">Its set-ups; each is marked as one and put before it.</param>
    /// <returns><paramref name="task"/>.</returns>
    public static T AsTeardown<T>(this T task, bool onFailureFailDagRun, params Operator[] setups)
        where T : Operator
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(setups);
        task.IsTeardown = true;
        task.OnFailureFailDagRun = onFailureFailDagRun;
        foreach (var setup in setups)
        {
            setup.AsSetup().Then(task);
        }

        return task;
    }
}
