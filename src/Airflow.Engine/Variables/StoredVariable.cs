namespace Airflow.Engine.Variables;

/// <summary>A row of variable; the value is a Fernet token when <see cref="IsEncrypted"/>.</summary>
public sealed record StoredVariable(string Key, string? Value, string? Description, bool IsEncrypted);
