namespace Airflow.Server.Api.Variables;

/// <summary>A page of variables.</summary>
internal sealed record VariableCollectionResponse(IReadOnlyList<VariableResponse> Variables, int TotalEntries);
