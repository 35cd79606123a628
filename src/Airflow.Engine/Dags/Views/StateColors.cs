using Airflow.Engine.Tasks;

namespace Airflow.Engine.Dags.Views;

/// <summary>The colours that Airflow gives to states, by the names that Graphviz knows.</summary>
internal static class StateColors
{
    /// <summary>Of the text and of what is behind it.</summary>
    public static (string Text, string Fill) Of(TaskState state)
    {
        var fill = state switch
        {
            TaskState.Queued => "gray",
            TaskState.Running => "lime",
            TaskState.Success => "green",
            TaskState.Restarting => "violet",
            TaskState.Failed => "red",
            TaskState.UpForRetry => "gold",
            TaskState.UpForReschedule => "turquoise",
            TaskState.UpstreamFailed => "orange",
            TaskState.Skipped => "hotpink",
            TaskState.Removed => "lightgrey",
            TaskState.Scheduled => "tan",
            TaskState.Deferred => "mediumpurple",
            TaskState.AwaitingInput => "darkorange",
            _ => "lightblue",
        };
        return (fill is "green" or "red" ? "white" : "black", fill);
    }
}
