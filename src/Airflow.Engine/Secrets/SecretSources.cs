namespace Airflow.Engine.Secrets;

/// <summary>What is asked before the database: a secrets backend, then environment variables.</summary>
public sealed record SecretSources(IReadOnlyDictionary<string, string> Environment, ISecretsBackend? Backend = null);
