namespace Airflow.Server.Api.Auth.Oidc;

/// <summary>A login with the provider failed; the message goes on from "You are not logged in:" and says nothing that is secret.</summary>
internal sealed class OidcException(string message, Exception? cause = null) : Exception(message, cause);
