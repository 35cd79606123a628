namespace Airflow.Server.Api.Connections;

/// <summary>A field that a type of connections keeps in its extra.</summary>
/// <param name="Name">Its name in the JSON.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Type">string, integer or boolean.</param>
internal sealed record ConnectionKindField(string Name, string Title, string Type = "string")
{
    public string? Description { get; init; }

    /// <summary>The texts that it may be; empty: any.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];
}
