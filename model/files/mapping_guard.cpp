#include "model/files/mapping_guard.h"

#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdint>
#include <mutex>
#include <utility>

namespace es::model {
namespace {

/// One watched range. A signal handler may wait for nothing and allocate nothing: all it reads is atomic.
struct Slot {
  std::atomic<bool> taken = false;
  std::atomic<bool> missed = false;
  std::atomic<std::uintptr_t> begin = 0;  // 0: not watched
  std::atomic<std::uintptr_t> end = 0;
};
static_assert(std::atomic<bool>::is_always_lock_free && std::atomic<std::uintptr_t>::is_always_lock_free);

constexpr std::size_t kSlots = 1024;  // more tables than the history of a document keeps

/// Signal handlers belong to the process and are handed nothing of ours: this is the one place where state is
/// shared by all.
struct Watched {
  std::array<Slot, kSlots> slots;
  std::atomic<std::uintptr_t> pageBytes = 0;
  std::once_flag installed;
};

Watched& watched() {
  static constinit Watched ranges;
  return ranges;
}

/// Zeros from the page of `address` to the end of its range: a file that lacks a page lacks all behind it.
bool coverMissing(std::uintptr_t address) {
  for (Slot& slot : watched().slots) {
    const std::uintptr_t begin = slot.begin, end = slot.end;
    const bool holds = begin != 0 && begin <= address && address < end && slot.begin == begin;
    if (!holds) continue;
    const std::uintptr_t page = address - address % watched().pageBytes;
    void* const zeros = ::mmap(reinterpret_cast<void*>(page), end - page, PROT_READ,
                               MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED | MAP_NORESERVE, -1, 0);
    if (zeros == MAP_FAILED) return false;
    slot.missed = true;
    return true;
  }
  return false;
}

extern "C" void onBusError(int signal, siginfo_t* info, void*) {
  const int errorBefore = errno;
  const bool isOurs =
      info->si_code == BUS_ADRERR && coverMissing(reinterpret_cast<std::uintptr_t>(info->si_addr));
  errno = errorBefore;
  if (isOurs) return;
  struct sigaction standard = {};
  standard.sa_handler = SIG_DFL;
  ::sigaction(signal, &standard, nullptr);
  ::raise(signal);  // waits until this handler returns
}

void install() {
  watched().pageBytes = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
  struct sigaction action = {};
  action.sa_sigaction = onBusError;
  action.sa_flags = SA_SIGINFO | SA_RESTART;
  ::sigemptyset(&action.sa_mask);
  ::sigaction(SIGBUS, &action, nullptr);
}

}  // namespace

std::optional<MappingGuard> MappingGuard::watch(const void* begin, std::size_t bytes) {
  std::call_once(watched().installed, install);
  for (std::size_t i = 0; i < kSlots; ++i) {
    Slot& slot = watched().slots[i];
    if (slot.taken.exchange(true)) continue;
    slot.missed = false;
    slot.end = reinterpret_cast<std::uintptr_t>(begin) + bytes;
    slot.begin = reinterpret_cast<std::uintptr_t>(begin);
    return MappingGuard(i);
  }
  return std::nullopt;
}

MappingGuard::MappingGuard(MappingGuard&& other) noexcept
    : m_slot(std::exchange(other.m_slot, std::nullopt)) {}

MappingGuard::~MappingGuard() {
  if (!m_slot) return;
  Slot& slot = watched().slots[*m_slot];
  slot.begin = 0;
  slot.taken = false;
}

bool MappingGuard::missed() const {
  return m_slot && watched().slots[*m_slot].missed;
}

}  // namespace es::model
