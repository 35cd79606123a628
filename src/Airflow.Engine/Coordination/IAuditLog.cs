namespace Airflow.Engine.Coordination;

/// <summary>The audit log (table log).</summary>
public interface IAuditLog
{
    Task AddAsync(AuditEntry entry, CancellationToken cancellationToken);
    Task<IReadOnlyList<AuditEntry>> ListAsync(string? dagId, string? taskId, string? eventName, int limit, CancellationToken cancellationToken);
}
