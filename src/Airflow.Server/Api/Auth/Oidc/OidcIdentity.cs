namespace Airflow.Server.Api.Auth.Oidc;

/// <summary>Who somebody is, as the provider says.</summary>
internal sealed record OidcIdentity(string Username, string FirstName, string LastName, string Email, IReadOnlyList<string> Groups);
