using System.Text.Json;

namespace Airflow;

/// <summary>What a C# function is mapped over, and how its elements become arguments.</summary>
/// <param name="Input">What it is mapped over.</param>
/// <param name="Bind">Takes the elements of one instance and the task's id, gives the arguments.</param>
internal sealed record MappedArguments(ExpandInput Input, Func<IReadOnlyList<JsonElement>, string, object?[]> Bind);
