using System.Text.Json;
using Airflow.Server.Bodies;

namespace Airflow.Server.Api;

/// <summary>Teams are not kept apart here, so that nothing can be given to one.</summary>
internal static class TeamRule
{
    private const int MaxLength = 50;

    public static BodyField Field { get; } = BodyField.Optional("team_name", BodyKind.Text) with { MaxLength = MaxLength };

    /// <summary>A rule for the whole body.</summary>
    public static string? Check(JsonElement body) => body.TryGetProperty("team_name", out var team) && team.ValueKind != JsonValueKind.Null
        ? "team_name cannot be set when multi_team mode is disabled. Please contact your administrator."
        : null;
}
