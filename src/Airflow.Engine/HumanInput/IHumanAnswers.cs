namespace Airflow.Engine.HumanInput;

/// <summary>Takes the answers to questions that tries ask.</summary>
public interface IHumanAnswers
{
    /// <summary>Stores an answer, and what the waiting try goes on with; false when it was answered already.</summary>
    Task<bool> SaveAsync(Guid taskInstanceId, HumanAnswer answer, string nextKwargs, CancellationToken cancellationToken);

    /// <summary>The questions of waiting tries whose time is over.</summary>
    Task<IReadOnlyList<HitlDetail>> ListExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Has a waiting try fail with this error when it goes on.</summary>
    Task FailAsync(Guid taskInstanceId, string error, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The question that an earlier try asked.</summary>
    Task<HitlDetail?> FindOfEarlierTryAsync(Guid taskInstanceId, CancellationToken cancellationToken);
}
