namespace Airflow.Server.Api.ImportErrors;

/// <summary>A page of files that cannot be parsed.</summary>
internal sealed record ImportErrorCollectionResponse(IReadOnlyList<ImportErrorResponse> ImportErrors, int TotalEntries);
