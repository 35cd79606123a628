namespace Airflow.Server.Api.Providers;

/// <summary>A package of operators, hooks and sensors.</summary>
public sealed record ProviderResponse(string PackageName, string Description, string Version, string? DocumentationUrl);
