namespace Airflow.Server.Api.TaskInstances;

/// <summary>The links of an operator to what it worked on, by name; null where it has none for this try.</summary>
internal sealed record ExtraLinkCollectionResponse(IReadOnlyDictionary<string, string?> ExtraLinks, int TotalEntries);
