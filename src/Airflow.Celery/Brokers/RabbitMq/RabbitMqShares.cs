namespace Airflow.Celery.Brokers.RabbitMq;

/// <summary>Whom to ask for how many messages.</summary>
internal static class RabbitMqShares
{
    /// <summary>
    /// The numbers of the queues to ask, one for each question and at most <paramref name="max"/> of them: the queues by turns, from
    /// <paramref name="first"/> on, each so often as <paramref name="wanted"/> says at most.
    /// </summary>
    public static IReadOnlyList<int> Of(IReadOnlyList<long> wanted, int first, int max)
    {
        var asked = new List<int>();
        for (var round = 0; wanted.Any(count => count > round); round++)
        {
            for (var step = 0; step < wanted.Count; step++)
            {
                if (asked.Count == max)
                {
                    return asked;
                }

                var queue = (first + step) % wanted.Count;
                if (wanted[queue] > round)
                {
                    asked.Add(queue);
                }
            }
        }

        return asked;
    }
}
