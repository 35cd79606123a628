using System.Collections.Frozen;

namespace Airflow.Celery.Control;

/// <summary>All commands by their names on the wire, older names among them.</summary>
internal static class ControlCommands
{
    /// <summary>It sends no answer: Celery's tools expect none.</summary>
    public const string Shutdown = "shutdown";

    public static FrozenDictionary<string, ControlCommand> All { get; } =
        InspectCommands.All.Concat(QueueCommands.All).Concat(PoolCommands.All).Concat(TaskCommands.All).Concat(NodeCommands.All)
            .Concat(DrainCommands.All).ToFrozenDictionary(StringComparer.Ordinal);
}
