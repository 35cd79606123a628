using System.Text.Json;

namespace Airflow;

/// <summary>The answer to a question.</summary>
public sealed record HumanResponse
{
    /// <summary>What was chosen.</summary>
    public required IReadOnlyList<string> ChosenOptions { get; init; }

    /// <summary>The values that came along, by the names of the question's params.</summary>
    public IReadOnlyDictionary<string, JsonElement> ParamsInput { get; init; } = new Dictionary<string, JsonElement>(StringComparer.Ordinal);

    /// <summary>Who answered; <see langword="null"/>: nobody did in time, and the defaults count.</summary>
    public HumanUser? RespondedBy { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset? RespondedAt { get; init; }

    /// <summary>Reads what a task is called again with after <see cref="TaskOutcome.AwaitingInput"/>.</summary>
    /// <param name="told"><see cref="TaskContext.Event"/> of the task.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="ArgumentException">It is no answer.</exception>
    public static HumanResponse Read(JsonElement told)
    {
        if (told.ValueKind != JsonValueKind.Object || !told.TryGetProperty("chosen_options", out var chosen) || chosen.ValueKind != JsonValueKind.Array)
        {
            throw new ArgumentException("There are no chosen_options in it, so it is not the answer of a person.", nameof(told));
        }

        return new HumanResponse
        {
            ChosenOptions = [.. chosen.EnumerateArray().Select(static option => option.ToString())],
            ParamsInput = told.TryGetProperty("params_input", out var input) && input.ValueKind == JsonValueKind.Object
                ? input.EnumerateObject().ToDictionary(static value => value.Name, static value => value.Value, StringComparer.Ordinal)
                : new Dictionary<string, JsonElement>(StringComparer.Ordinal),
            RespondedBy = told.TryGetProperty("responded_by_user", out var user) && user.ValueKind == JsonValueKind.Object
                ? new HumanUser(user.GetProperty("id").ToString(), user.GetProperty("name").ToString())
                : null,
            RespondedAt = told.TryGetProperty("responded_at", out var at) && at.ValueKind == JsonValueKind.String && at.TryGetDateTimeOffset(out var time) ? time : null,
        };
    }
}
