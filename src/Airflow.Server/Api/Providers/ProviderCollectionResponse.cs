namespace Airflow.Server.Api.Providers;

/// <summary>A page of providers.</summary>
internal sealed record ProviderCollectionResponse(IReadOnlyList<ProviderResponse> Providers, int TotalEntries);
