namespace Airflow.Server.Execution;

/// <summary>The header of an answer that carries a new token, to be used from then on.</summary>
internal static class RefreshedToken
{
    public const string Header = "Refreshed-API-Token";
}
