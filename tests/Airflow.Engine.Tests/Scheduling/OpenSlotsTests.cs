using Airflow.Engine.Pools;
using Airflow.Engine.Scheduling;

namespace Airflow.Engine.Tests.Scheduling;

public sealed class OpenSlotsTests
{
    private readonly OpenSlots open = new();

    [Fact]
    public void What_is_free_may_be_taken()
    {
        Look(free: 10);
        open.Count.ShouldBe(10);
        open.Add(4);
        open.Count.ShouldBe(6);
        open.Add(-1);
        open.Count.ShouldBe(7);
        Look(free: 3);
        open.Count.ShouldBe(3);
    }

    [Fact]
    public void A_pool_without_limit_is_always_open()
    {
        open.Look(new Pool("p", -1), 5);
        open.Add(1_000);
        open.Count.ShouldBe(int.MaxValue);
    }

    [Fact]
    public void After_a_refusal_one_lives_on_what_ones_own_tries_give_back()
    {
        Look(free: 10);
        open.Add(10);
        open.Fill();
        open.Count.ShouldBe(0);

        open.Add(-2);
        Look(free: 9);
        open.Count.ShouldBe(2);

        // some of what was given back was taken by somebody
        Look(free: 1);
        open.Count.ShouldBe(1);
    }

    [Fact]
    public void What_comes_and_goes_is_left_to_the_others()
    {
        Look(free: 10);
        open.Fill();
        foreach (var free in (int[])[4, 9, 6, 12, 5, 8, 11])
        {
            Look(free);
            open.Count.ShouldBe(0);
        }
    }

    [Fact]
    public void What_stays_free_is_taken_once()
    {
        Look(free: 10);
        open.Fill();
        LookFour(42, 40, 41, 42).ShouldBe([0, 0, 0, 38]);

        open.Add(38);
        LookFour(3, 3, 3, 3).ShouldBe([0, 0, 0, 3]);
    }

    [Fact]
    public void A_refusal_is_forgotten_after_some_looks()
    {
        Look(free: 10);
        open.IsShared.ShouldBeFalse();
        open.Fill();
        open.IsShared.ShouldBeTrue();
        for (var look = 0; look < 19; look++)
        {
            Look(free: look % 2);
            open.Count.ShouldBe(0);
            open.IsShared.ShouldBeTrue();
        }

        Look(free: 7);
        open.IsShared.ShouldBeFalse();
        open.Count.ShouldBe(7);
    }

    private List<int> LookFour(params int[] free) =>
    [
        .. free.Select(slots =>
        {
            Look(slots);
            return open.Count;
        }),
    ];

    private void Look(int free) => open.Look(new Pool("p", 100), 100 - free);
}
