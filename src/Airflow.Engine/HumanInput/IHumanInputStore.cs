namespace Airflow.Engine.HumanInput;

/// <summary>Questions of tries to people.</summary>
public interface IHumanInputStore
{
    Task<HitlDetail?> FindAsync(Guid taskInstanceId, CancellationToken cancellationToken);
    /// <summary>Asks; a question that this try asked before and that was answered is asked anew, one that waits stays as it is.</summary>
    Task<HitlDetail> AskAsync(HitlDetail question, CancellationToken cancellationToken);
}
