using System.Globalization;

namespace Airflow.Providers.Standard;

/// <summary>What is looked at in another DAG: runs, tasks or a group, of some logical dates.</summary>
/// <param name="DagId">The DAG.</param>
/// <param name="TaskIds">Its tasks; none when it is a group or the runs as a whole.</param>
/// <param name="GroupId">Its group.</param>
/// <param name="Dates">Logical dates of the runs.</param>
internal sealed record ExternalTarget(string DagId, IReadOnlyList<string> TaskIds, string? GroupId, IReadOnlyList<DateTimeOffset> Dates)
{
    /// <summary>How many of them are in one of the states.</summary>
    public async Task<int> CountAsync(IReadOnlyList<string> states, TaskContext context)
    {
        if (states.Count == 0)
        {
            return 0;
        }

        if (GroupId is not null)
        {
            return (await GroupStatesAsync(context)).Sum(run => run.Values.Count(state => state is not null && states.Contains(state)));
        }

        return TaskIds.Count == 0
            ? await context.Runs.CountAsync(DagId, Dates, states)
            : await context.Runs.CountTasksAsync(DagId, TaskIds, Dates, states);
    }

    /// <summary>Whether all of them, in the runs of all dates, are in one of the states.</summary>
    public async Task<bool> IsReachedAsync(IReadOnlyList<string> states, TaskContext context)
    {
        if (GroupId is null)
        {
            return await CountAsync(states, context) >= Math.Max(1, TaskIds.Count) * Dates.Count;
        }

        return (await GroupStatesAsync(context)).Count(run => run.Count > 0 && run.Values.All(state => state is not null && states.Contains(state))) >= Dates.Count;
    }

    public override string ToString() =>
        $"DAG '{DagId}' at {string.Join(", ", Dates.Select(date => date.ToString("O", CultureInfo.InvariantCulture)))}";

    private async Task<IReadOnlyList<IReadOnlyDictionary<string, string?>>> GroupStatesAsync(TaskContext context) =>
        await context.Runs.ListGroupStatesAsync(DagId, GroupId!, Dates);
}
