using System.Globalization;
using Airflow.Runtime.Processes;
using Microsoft.Extensions.Logging;

namespace Airflow.Runtime.Child;

/// <summary>What a supervisor tells a runtime when it starts it.</summary>
internal sealed record ChildOptions(string Socket, string BundleRoot, int Parent, Guid Mark, LogLevel LogLevel)
{
    /// <summary>Reads the command line.</summary>
    /// <exception cref="ArgumentException">An option is missing or unknown.</exception>
    public static ChildOptions Parse(IReadOnlyList<string> arguments)
    {
        string? socket = null, bundles = null;
        int? parent = null;
        var level = LogLevel.Information;
        for (var i = 0; i + 1 < arguments.Count; i += 2)
        {
            var value = arguments[i + 1];
            switch (arguments[i])
            {
                case "--socket":
                    socket = value;
                    break;
                case "--bundles":
                    bundles = value;
                    break;
                case "--parent":
                    parent = int.Parse(value, CultureInfo.InvariantCulture);
                    break;
                case "--log-level":
                    level = Enum.Parse<LogLevel>(value, ignoreCase: true);
                    break;
                default:
                    throw new ArgumentException($"The task runtime has no option '{arguments[i]}'.", nameof(arguments));
            }
        }
        if (socket is null || bundles is null || parent is null
            || !Guid.TryParse(Environment.GetEnvironmentVariable(ProcessTree.MarkVariable), out var mark))
        {
            throw new ArgumentException(
                $"A task runtime is started by a supervisor, with --socket, --bundles, --parent and {ProcessTree.MarkVariable}; it is no command to type.", nameof(arguments));
        }
        return new ChildOptions(socket, bundles, parent.Value, mark, level);
    }
}
